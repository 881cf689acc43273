/*
 * Words of this room
 * - system:      a place where personal data lives: a database, an account at a supplier, a filing cabinet
 * - scan:        a look into a database that nobody made for us: reads only, keeps no value
 * - category:    what kind of data a column holds; special, where the law (Art 9, 10) says so
 * - person:      a table whose rows are people
 * - owned by:    a row belongs to a person, perhaps through other rows; owns is the same link from the other side
 * - accessed by: somebody dealt with the row, and it is not theirs
 * - shared:      a row belongs to several people
 * - map:         what a policy says of a system's tables; a scan drafts it, people decide it
 * - to find:     to walk the map from a person's identities to every row that is theirs
 * - connector:   what searches, reads, writes and looks again in one system
 * - plan:        what becomes of a person's rows in every system, with the reason; looked at before anything is written
 * - step:        rows of one table that are written with one fate; its keys are frozen before the first write
 * - task:        what no connector can do: a person does it, by a day, and signs for it
 */
export type { Catalog, RowAddress, Table } from './catalog/catalog.ts';
export { readCatalog } from './catalog/read.ts';
export type { Classified, Context } from './classify/classified.ts';

export { GIVEN_NAMES } from './classify/given-names.ts';
export type {
  Abilities,
  Act,
  Applied,
  Asked,
  Change,
  Connector,
  Due,
  FoundRows,
  KeyedRows,
  Leftover,
  Need,
  PlannedRows,
  ReadRows,
  Replacement,
  Residue,
  Step,
  SystemDescription,
} from './connector.ts';
export { type SqlSystem, sqlConnector } from './connector-sql.ts';
export type { Database, OpenOptions, Row, Value } from './database/database.ts';
export { openDatabase } from './database/open.ts';
export { byHandOf, filesOptionsOf, manualPlaceOf } from './declared.ts';
export type { DueRow, DueRule, Keeps, RowDigest, Spares } from './due/due-rule.ts';
export { alone } from './execute/alone.ts';
export { type Executing, executePlan, type Progress } from './execute/execute.ts';
export { type FilesOptions, filesConnector } from './files/connector.ts';
export { type FindOptions, findPerson, readPerson } from './find/find.ts';
export type { Found, Read } from './find/found.ts';
export { digitForms, type KnownAs } from './find/identity.rules.ts';
export type { Node, Role } from './graph/graph.rules.ts';
export type { Link } from './graph/link.ts';

export { httpConnector } from './http/connector.ts';
export {
  type OptOut,
  openPlatform,
  type Platform,
  type PlatformOptions,
} from './http/platform.ts';
export { type Secrets, secretsOf } from './http/secret.ts';
export { type NoPage, type Page, publicWeb, type Web } from './http/web.ts';
export { manualConnector } from './manual/connector.ts';
export { type DraftOptions, draftSystem } from './map/draft.ts';
export {
  approvePlan,
  type Changed,
  changesOf,
  closePlan,
  keysOf,
  type PlanView,
  plansOf,
  signTask,
  viewPlan,
} from './plan/approval.ts';
export type { PlanState } from './plan/journal.ts';
export { folded } from './plan/plan.rules.ts';
export { type MakePlan, makeDuePlan, makePlan } from './plan/plan.ts';
export type { PlanHouse } from './plan/settle.ts';
export { type ScanJson, scanJson, scanReport } from './report.rules.ts';
export { type FoundColumn, type Scan, type ScannedTable, type ScanOptions, scanDatabase } from './scan.ts';
