import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { plain } from '../api/retention.ts';
import { useMay } from '../api/session.ts';
import { fieldsOf } from '../shell/door.tsx';
import { sayDay } from './dates.ts';
import { Loaded, Trouble } from './page.tsx';
import { Table } from './table.tsx';

const OUTCOMES = [
  { value: '', label: 'Choose', disabled: true },
  { value: 'keep', label: 'keep it until a day' },
  { value: 'erase', label: 'erase it' },
  { value: 'returned', label: 'it was given back' },
];

/** Records that a rule leaves to people: what there is, and the decision about one of them. */
export function Reviews() {
  const client = useQueryClient();
  const may = useMay()('retention', true);
  const found = useQuery({ queryKey: ['reviews'], queryFn: () => answer(api.GET('/api/retention/reviews')) });
  const decide = useMutation({
    mutationFn: ({ which = '', outcome, againOn }: Record<string, string>) => {
      const [id = '', rule = ''] = which.split(' ');
      return answer(
        api.POST('/api/retention/reviews/{id}', {
          params: { path: { id } },
          body: { rule, outcome: outcome as 'keep', ...(againOn && { againOn }) },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Loaded from={found} what="reviews">
      {({ reviews: rows }) => (
        <>
          <Table
            caption="Reviews"
            rows={rows}
            keyOf={(one) => `${one.id} ${one.rule}`}
            empty="No record waits for a decision."
            columns={[
              { head: 'Rule', value: (one) => plain(one.rule), wide: true },
              { head: 'Asked on', value: (one) => one.asked_on, show: (one) => sayDay(one.asked_on) },
              { head: 'Record', value: (one) => one.id, show: (one) => <code>{one.id.slice(0, 8)}</code> },
            ]}
          />
          {may && rows.length > 0 && (
            <form onSubmit={(event) => decide.mutate(fieldsOf(event))}>
              <h3>Decide about one</h3>
              <Trouble with={decide.error} />
              <div className="fields">
                <NativeSelect
                  name="which"
                  label="Record"
                  required
                  defaultValue=""
                  data={[
                    { value: '', label: 'Choose', disabled: true },
                    ...rows.map(({ id, rule }) => ({
                      value: `${id} ${rule}`,
                      label: `${id.slice(0, 8)}, ${plain(rule)}`,
                    })),
                  ]}
                />
                <NativeSelect
                  name="outcome"
                  label="What becomes of it"
                  required
                  defaultValue=""
                  data={OUTCOMES}
                />
                <TextInput type="date" name="againOn" label="Look again on (where it is kept)" />
              </div>
              <Button type="submit" variant="default" loading={decide.isPending}>
                Decide
              </Button>
            </form>
          )}
        </>
      )}
    </Loaded>
  );
}
