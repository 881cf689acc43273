import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { Loaded, Trouble } from './page.tsx';
import { Mark } from './state.tsx';

const KINDS: Readonly<Record<string, string>> = { email: 'e-mail', phone: 'telephone', name: 'name' };

/** Other people whom a copy names (DPA 2018 Sch 2 ¶16): software finds who may be meant, whoever answers decides who goes. */
export function Others({ id, may }: { id: string; may: boolean }) {
  const [looking, setLooking] = useState(false);
  return (
    <>
      <h3>Other people in the copy</h3>
      {looking ? (
        <Review id={id} may={may} />
      ) : (
        <>
          <p className="small">
            Reads what every system holds of them, and lists whom else it names. Nobody is taken out unless
            you say so.
          </p>
          <Button variant="default" size="xs" onClick={() => setLooking(true)}>
            Look for others
          </Button>
        </>
      )}
    </>
  );
}

function Review({ id, may }: { id: string; may: boolean }) {
  const client = useQueryClient();
  const key = ['others', id];
  const found = useQuery({
    queryKey: key,
    queryFn: () => answer(api.GET('/api/requests/{id}/others', { params: { path: { id } } })),
  });
  const decide = useMutation({
    mutationFn: (remove: string[]) =>
      answer(api.POST('/api/requests/{id}/others', { params: { path: { id } }, body: { remove } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Loaded from={found} what="other people">
      {({ candidates, more }) =>
        candidates.length === 0 ? (
          <p>Nobody else is named, as far as software can tell.</p>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const typed = new FormData(event.currentTarget);
              decide.mutate(typed.getAll('remove').map(String));
            }}
          >
            <Trouble with={decide.error} />
            <p className="small">
              Tick whom the copy must not show. Weigh what kind of data it is, whether they were promised
              silence, whether they agreed, and what the person knows already.
            </p>
            <ul className="others">
              {candidates.map(({ kind, value, count, seen, removed }) => (
                <li key={value}>
                  <Checkbox
                    name="remove"
                    value={value}
                    defaultChecked={removed}
                    disabled={!may}
                    label={`${value} (${KINDS[kind] ?? kind}, ${count} ${count === 1 ? 'time' : 'times'})`}
                    description={seen}
                  />
                </li>
              ))}
            </ul>
            {more && (
              <p className="small">There are more than anybody would read: look at the tables themselves.</p>
            )}
            {may && (
              <Button type="submit" variant="default" size="xs" loading={decide.isPending}>
                Keep these out of the copy
              </Button>
            )}
            {decide.isSuccess && <Mark as="good">{`${decide.data.removed} stay out`}</Mark>}
          </form>
        )
      }
    </Loaded>
  );
}
