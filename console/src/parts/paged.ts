import { useInfiniteQuery } from '@tanstack/react-query';

type PageOf<Row> = { rows: readonly Row[]; next: string | null };

/** No export goes on for ever. */
const MOST = 200;

/** A list that comes by the page: its rows so far, and how to get the rest. */
export function usePaged<Row>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<PageOf<Row>>,
  enabled = true,
) {
  const asked = useInfiniteQuery({
    queryKey: key,
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = asked.data?.pages.flatMap((one) => one.rows);
  return {
    data: rows,
    error: asked.error,
    isPending: asked.isPending,
    refetch: asked.refetch,
    more: {
      has: asked.hasNextPage,
      busy: asked.isFetchingNextPage,
      next: asked.fetchNextPage,
      async all(): Promise<readonly Row[]> {
        const found = [...(rows ?? [])];
        let cursor = asked.data?.pages.at(-1)?.next ?? null;
        for (let page = 0; cursor !== null && page < MOST; page += 1) {
          const { rows: next, next: after } = await read(cursor);
          found.push(...next);
          cursor = after;
        }
        return found;
      },
    },
  };
}
