export { sealedAnswers } from '@jamaa/kit';
