import { json, Router } from 'express';
import { type Faults, faultSchema } from '../faults.ts';
import { readInput } from './problem.ts';

/** Lets tests order a provider's failures: POST adds one, GET tells how often each was hit, DELETE forgets them. */
export const createFaultRoutes = (faults: Faults): Router => {
  const router = Router();
  router.get('/', (_request, response) => {
    response.json({ faults: faults.list() });
  });
  router.post('/', json({ limit: '4kb' }), (request, response) => {
    const fault = readInput(faultSchema, request.body ?? {}, response);
    if (!fault) return;
    faults.order(fault);
    response.status(201).json({ faults: faults.list() });
  });
  router.delete('/', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  return router;
};
