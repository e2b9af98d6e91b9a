export { normalEmail, normalPhone } from '@jamaa/kit';
