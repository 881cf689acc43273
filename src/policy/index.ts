/*
 * Words of this room
 * - policy:      a folder: policy.yaml (what we do), notice.md (what people read), systems, assessments, wording beside it
 * - declaration: one thing the policy says we do, by section and name: `retention.applicants`
 * - promise:     one commitment of the notice, with an id for life, bound to declarations and the controls that keep them
 * - finding:     something wrong, doubtful or worth knowing, at a place, in one plain sentence
 * - version:     a policy's content hash
 */
export { checkedOn, checkPolicy, checkRecord, checkScope, type Facts, tellFindings } from './check/index.ts';
export { DUTIES as LAW_DUTIES } from './check/retention.rules.ts';
export { type Change, comparePolicies } from './compare/index.ts';
export {
  binds,
  type Compiled,
  compile,
  type Declaration,
  declarationsAt,
  type PolicyPromise,
} from './compile.ts';
export { categoriesWith, type FieldKind, kindOf } from './field.rules.ts';
export { byWeightAndPlace, type Finding } from './finding.ts';
export type { PolicyFiles } from './folder.ts';
export { identityLines } from './identity.rules.ts';
export {
  ACTIVITIES,
  type Activity,
  type Answers,
  draftPolicy,
  PROCESSOR_JOBS,
  type ProcessorAnswer,
  type ProcessorJob,
} from './init/index.ts';
export { isWhole, judgedThough } from './judged.rules.ts';
export {
  COLLECTION_PAGES,
  type Declarations,
  type HttpApi,
  type HttpCall,
  type HttpListing,
  type HttpSystem,
  httpApi,
  isSafe,
  policySchema,
  type SystemDeclaration,
  type SystemLink,
  type SystemTable,
  type SystemTables,
  systemSchema,
  systemTables,
} from './language/index.ts';
export { type ListItem, listAt } from './lists.ts';
export { type Loaded, loadPolicy, parsePolicy } from './load.ts';
export { BUILT_IN_EVENTS, happeningsOf } from './names.ts';
export type { Policy } from './policy.ts';
export {
  type Contents,
  escapeHtml,
  noticeStyles,
  type Published,
  type PublishOptions,
  pageHtml,
  publishNotice,
  type RenderedNotice,
  type RenderOptions,
  ROPA_COLUMNS,
  type RopaRow,
  renderNotice,
  ropaRows,
  type StateName,
  type States,
  summaryOf,
  tableHtml,
} from './publish/index.ts';
export { fieldsOfRule, pointsOf, type RetentionRule, reachOf } from './reach.rules.ts';
export { editorSchema, type JsonSchema, referencePage, type Shape } from './reference/index.ts';
export {
  askedElsewhere,
  type GovernedElsewhere,
  governedElsewhere,
  pointsNotCovered,
  type ScopeKind,
  scopeKindOf,
} from './scope.rules.ts';
export { lacksForSpecial, specialByName, specialKindsOf } from './special.rules.ts';
export { isStaffPoint, isStaffPurpose, mapsStaff, unmappedAt } from './staff-map.rules.ts';
export { sayList, sayValue, valueAt } from './values.ts';
export { capital, sayRecipient, sayTerm } from './words.ts';
