import { z } from 'zod';
import { collection, messages } from './collection.ts';
import {
  attestations,
  attested,
  changes,
  cookies,
  decisions,
  incidents,
  links,
  publications,
  rights,
  safeguards,
  scope,
} from './duties.ts';
import { organisation } from './organisation.ts';
import { data, events, people, relationships } from './people.ts';
import { purposes } from './purposes.ts';
import { retention } from './retention.ts';
import { processing, prohibitions, recipients } from './sharing.ts';

/** The one truth of the language: `policy.yaml`. Types, the editor's JSON Schema and the reference page come from it. */
export const policySchema = z.strictObject({
  kept: z.literal(1).describe('the version of this language'),
  effective: z.iso.date().optional().describe('the day this version is meant to take effect'),
  organisation,
  people,
  relationships,
  events,
  data,
  purposes,
  collection,
  messages,
  recipients,
  prohibitions,
  retention,
  publications,
  decisions,
  processing,
  cookies,
  rights,
  safeguards,
  incidents,
  attestations,
  attested,
  changes,
  scope,
  links,
});

/** What a policy folder's `policy.yaml` says, defaults filled in. */
export type Declarations = z.infer<typeof policySchema>;

export { COLLECTION_PAGES } from './collection.ts';
export {
  type Assessment,
  assessmentSchema,
  type SystemDeclaration,
  systemSchema,
  type Wording,
  wordingSchema,
} from './files.ts';
export {
  type HttpApi,
  type HttpCall,
  type HttpListing,
  type HttpSystem,
  httpApi,
  isSafe,
} from './http.ts';
export { type SystemLink, type SystemTable, type SystemTables, systemTables } from './systems.ts';
export { type Channel, references, SECTIONS, type Section, type Target } from './words.ts';
