import { AppError } from '@jamaa/kit';

/** The same for what does not exist and for what the caller may not see. */
export const notFound = (): AppError => new AppError('not-found', 'no such declaration or act');
