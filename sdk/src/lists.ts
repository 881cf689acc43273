import type { paths } from './schema.ts';

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** Addresses that answer with a page of a list and where the next one begins. */
export type ListPath = {
  [Path in keyof paths]: Answer<Path> extends { next: string | null } ? Path : never;
}[keyof paths];

/** What the list is called in the answer: `requests`. */
export type ListName<Path extends ListPath> = {
  [Name in keyof Answer<Path>]: Answer<Path>[Name] extends readonly unknown[] ? Name : never;
}[keyof Answer<Path>];

export type Item<
  Path extends ListPath,
  Name extends ListName<Path>,
> = Answer<Path>[Name] extends readonly (infer One)[] ? One : never;

type Parameters<Path extends ListPath> = paths[Path] extends { get: { parameters: infer Given } }
  ? Given
  : never;

/** What narrows a list; where it goes on is not the caller's to say. */
export type Query<Path extends ListPath> =
  Parameters<Path> extends { query?: infer Asked }
    ? Omit<NonNullable<Asked>, 'cursor'>
    : Record<string, never>;

export type PathValues<Path extends ListPath> =
  Parameters<Path> extends { path: infer Values } ? Values : Record<string, never>;
