export { base32, checkCharacter, makeReference, parseReference } from '@jamaa/kit';
