import type { Methods, Platform } from '@jamaa/kit';
import type { RoutingServiceServer } from '@jamaa/proto/routing/v1/routing';
import type { RuleBook } from '../store/rule-book.ts';
import { explain } from './explain.ts';
import { listRules } from './list-rules.ts';
import { preview } from './preview.ts';

export const methods = (platform: Platform, book: RuleBook): Methods<RoutingServiceServer> => ({
  explain: explain(platform),
  listRules: listRules(platform, book),
  preview: preview(platform, book),
});
