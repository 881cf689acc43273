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
 */
export { type Catalog, type RowAddress, rowAddressOf, type Table } from './catalog/catalog.ts';
export { readCatalog } from './catalog/read.ts';
export type { Classified, Context } from './classify/classified.ts';
export { classify, contextOf } from './classify/classify.rules.ts';
export type { Database, OpenOptions, Row, Value } from './database/database.ts';
export { openDatabase } from './database/open.ts';
export { type FindOptions, type Found, findPerson, type Read, readPerson } from './find/find.ts';
export type { KnownAs } from './find/identity.rules.ts';
export type { Node, Role } from './graph/graph.rules.ts';
export type { Link } from './graph/link.ts';
export { type DraftOptions, draftSystem, systemName } from './map/draft.ts';
export { type ScanJson, scanJson, scanReport } from './report.rules.ts';
export { type FoundColumn, type Scan, type ScannedTable, type ScanOptions, scanDatabase } from './scan.ts';
