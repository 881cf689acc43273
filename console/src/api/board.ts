import { queryOptions } from '@tanstack/react-query';
import type { paths } from '../../../sdk/src/schema.ts';
import { sayDay } from '../parts/dates.ts';
import { answer, api } from './client.ts';

export type Figures = Record<string, number | string | null>;

export type BoardControl = {
  control: string;
  path: string;
  state: string;
  because: string;
  figures: Figures;
  entries: string[];
  lookedAt: string | null;
};

export type BoardRow = {
  id: string;
  says: string;
  section: string;
  state: string;
  because: string;
  figures: Figures;
  entries: string[];
  controls: BoardControl[];
  missing: string[];
  owner: string;
  next: { says: string; at: string | null } | null;
  lookedAt: string | null;
  since: string | null;
};

type Board = {
  promises: BoardRow[];
  totals: Record<string, number>;
  asOf: string;
  withinMinutes: number;
};

export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: async () => (await answer(api.GET('/api/board'))) as unknown as Board,
});

type Story = paths['/api/board/promises/{id}']['get']['responses']['200']['content']['application/json'];
export type Change = Story['changes'][number];

/** A promise with its controls and how it came to be as it is. */
export const promiseQuery = (id: string) =>
  queryOptions({
    queryKey: ['board', id],
    queryFn: async () => {
      const story = await answer(api.GET('/api/board/promises/{id}', { params: { path: { id } } }));
      return { ...story, promise: story.promise as BoardRow | null };
    },
  });

/** The board as it stood at the end of a day. */
export const boardOnQuery = (day: string) =>
  queryOptions({
    queryKey: ['board-on', day],
    queryFn: () => answer(api.GET('/api/board/on', { params: { query: { day } } })),
  });

/** The evidence of the board, or of one promise, as a file. */
export const packOf = (promise?: string): Promise<string> =>
  answer(
    api.GET('/api/board/pack', { params: { query: promise ? { promise } : {} }, parseAs: 'text' }),
  ) as Promise<string>;

/** "left behind" of `leftBehind`. */
export const sayName = (name: string): string =>
  name
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();

/** A figure as people read it: days as days, numbers with their thousands; a dash where there is none. */
export function sayFigure(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en-GB');
  const said = String(value ?? '–');
  return /^\d{4}-\d{2}-\d{2}$/.test(said) ? sayDay(said) : said;
}

/** "8 decided, 0 wrong" of figures by name. */
export const sayFigures = (figures: Figures): string =>
  Object.entries(figures)
    .flatMap(([name, value]) => (value === null ? [] : [`${sayName(name)}: ${sayFigure(value)}`]))
    .join(', ');
