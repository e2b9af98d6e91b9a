import { z } from 'zod';

const environment = z.object({ USER: z.string().optional() });

/** Who is at the keyboard, when `--operator` does not say. */
export const readUser = (): string | undefined => environment.parse(process.env).USER;
