import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { type Item, planQuery } from '../api/requests.ts';
import { fieldsOf } from '../shell/door.tsx';
import { sayDay } from './dates.ts';
import { Trouble } from './page.tsx';

/** What no software could do is signed for by who did it. */
export function Sign({ id, item }: { id: string; item: Item }) {
  const client = useQueryClient();
  const sign = useMutation({
    mutationFn: ({ note = '' }: Record<string, string>) =>
      answer(
        api.POST('/api/requests/{id}/plan/tasks', {
          params: { path: { id } },
          body: { number: item.number, note },
        }),
      ),
    onSuccess: (plan) => client.setQueryData(planQuery(id).queryKey, plan),
  });
  return (
    <details>
      <summary>Sign for it{item.due && `, by ${sayDay(item.due)}`}</summary>
      <form onSubmit={(event) => sign.mutate(fieldsOf(event))}>
        <Trouble with={sign.error} />
        <Textarea name="note" label="What was done, without names" required autosize minRows={2} />
        <div className="actions">
          <Button type="submit" size="xs" loading={sign.isPending}>
            Sign
          </Button>
        </div>
      </form>
    </details>
  );
}

/** The signed statement of what was done, for whoever has to show it. */
export function Certificate({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['certificate', id],
    retry: false,
    queryFn: () => answer(api.GET('/api/requests/{id}/certificate', { params: { path: { id } } })),
  });
  if (!data) return null;
  return (
    <details>
      <summary>The signed certificate</summary>
      <code>{data.certificate}</code>
    </details>
  );
}
