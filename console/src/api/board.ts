import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client.ts';

export type BoardRow = {
  id: string;
  says: string;
  section: string;
  state: string;
  because: string;
  figures: Record<string, number | string | null>;
  entries: string[];
  controls: { control: string; path: string; state: string; because: string }[];
  missing: string[];
};

type Board = { promises: BoardRow[]; totals: Record<string, number>; asOf: string };

export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: async () => (await answer(api.GET('/api/board'))) as unknown as Board,
});

/** "8 decided, 0 wrong" of figures by name. */
export const sayFigures = (figures: BoardRow['figures']): string =>
  Object.entries(figures)
    .flatMap(([name, value]) =>
      value === null
        ? []
        : [
            `${name
              .replaceAll(/([A-Z])/g, ' $1')
              .replaceAll(/[-_]/g, ' ')
              .toLowerCase()}: ${value}`,
          ],
    )
    .join(', ');
