import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { fieldsOf } from '../shell/door.tsx';
import { sayDay } from './dates.ts';
import { Loaded, Trouble } from './page.tsx';

/** What was written about a request, oldest first. Reading it is a look, and the ledger keeps it. */
export function Thread({ id, may }: { id: string; may: boolean }) {
  const client = useQueryClient();
  const thread = useQuery({
    queryKey: ['thread', id],
    staleTime: 60_000,
    queryFn: () => answer(api.GET('/api/requests/{id}/thread', { params: { path: { id } } })),
  });
  const add = useMutation({
    mutationFn: ({ words = '', by }: Record<string, string>) =>
      answer(
        api.POST('/api/requests/{id}/thread', {
          params: { path: { id } },
          body: { words, by: by === 'person' ? 'person' : 'staff' },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['thread', id] }),
  });
  return (
    <>
      <Loaded from={thread} what="what was written">
        {({ words, name, agent, messages }) => (
          <ol className="thread">
            <li>
              <span className="by">
                {name ?? 'They'} asked{agent && `, through ${agent}`}
              </span>
              <p className="words">{words || 'Without words of their own.'}</p>
            </li>
            {messages.map((one) => (
              <li key={one.id}>
                <span className="by">
                  {one.by === 'person' ? 'They' : 'We'}, {sayDay(one.on)}
                </span>
                <p className="words">{one.words}</p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      {may && (
        <form
          onSubmit={(event) => {
            const form = event.currentTarget;
            add.mutate(fieldsOf(event), { onSuccess: () => form.reset() });
          }}
          style={{ marginTop: '1rem' }}
        >
          <Trouble with={add.error} />
          <Textarea name="words" label="Add to it" required autosize minRows={2} />
          <div className="fields" style={{ margin: '0.6rem 0 0' }}>
            <NativeSelect
              name="by"
              label="Who said it"
              size="xs"
              data={[
                { value: 'staff', label: 'we' },
                { value: 'person', label: 'they, on the telephone or in person' },
              ]}
            />
            <Button type="submit" variant="default" size="xs" loading={add.isPending}>
              Add
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
