import { z } from 'zod';

const environment = z.object({
  USER: z.string().optional(),
  MONGODB_URI: z.string().optional(),
  NATS_URL: z.string().optional(),
  NATS_USER: z.string().optional(),
  NATS_PASSWORD: z.string().optional(),
  TLS_DIR: z.string().optional(),
  BACKUP_DIR: z.string().optional(),
  CELL: z
    .string()
    .regex(/^\d{2}$/)
    .default('00'),
  NAMESPACE: z.string().min(1).default('jamaa'),
});

export type Environment = z.infer<typeof environment>;

export const readEnvironment = (): Environment => environment.parse(process.env);
