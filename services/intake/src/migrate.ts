import { migrate, readConfig, serviceEnvironment } from '@jamaa/kit';
import { allIndexes } from './context.ts';

await migrate(
  { service: 'intake', indexes: allIndexes, consumes: ['routing', 'gis', 'directory', 'sla'] },
  readConfig(serviceEnvironment, process.env),
);
