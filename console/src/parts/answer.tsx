import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import type { Seen } from '../api/requests.ts';
import { fieldsOf } from '../shell/door.tsx';
import { Trouble } from './page.tsx';
import { type Asked, WAYS, WAYS_AFTER, type Way } from './ways.ts';

/** Decisions about a request, one at a time; after the answer those that are still open. */
export function Answer({ id, of }: { id: string; of: Seen }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState('');
  const ways = Object.entries({ ...(of.answered === null && WAYS), ...WAYS_AFTER }).filter(
    ([, one]) => one.when?.(of) ?? true,
  );
  const way = ways.find(([name]) => name === chosen)?.[1];
  const decide = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      answer(
        api.POST('/api/requests/{id}/decisions', {
          params: { path: { id } },
          body: { outcome: way?.outcome ?? chosen, ...saidIn(way, typed) } as never,
        }),
      ),
    onSuccess: async () => {
      setChosen('');
      await client.invalidateQueries();
    },
  });
  if (ways.length === 0) return null;
  return (
    <form onSubmit={(event) => decide.mutate(fieldsOf(event))}>
      <h3>Decide</h3>
      <Trouble with={decide.error} />
      <div className="field">
        <NativeSelect
          label="What"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: '', label: 'Choose' }, ...ways.map(([value, { label }]) => ({ value, label }))]}
        />
      </div>
      {way?.asks?.map((asked) => (
        <div className="field" key={`${chosen} ${asked.name}`}>
          <Field asked={asked} of={of} />
        </div>
      ))}
      {way && (
        <Button type="submit" variant={way.ends ? 'filled' : 'default'} loading={decide.isPending}>
          {way.button ?? (way.ends ? 'Close it' : 'Do it')}
        </Button>
      )}
    </form>
  );
}

/** What was typed as the API takes it: a tick is a yes or no, and what was left empty is not said. */
const saidIn = (way: Way | undefined, typed: Record<string, string>): Record<string, string | boolean> =>
  Object.fromEntries(
    (way?.asks ?? []).flatMap(({ name, as }): [string, string | boolean][] => {
      const value = typed[name] ?? '';
      if (as === 'tick') return [[name, value !== '']];
      return value === '' ? [] : [[name, value]];
    }),
  );

function Field({
  asked: { name, label, as = 'words', choices, optional = false },
  of,
}: {
  asked: Asked;
  of: Seen;
}) {
  const common = { name, label: optional ? `${label} (optional)` : label, required: !optional };
  if (as === 'tick') return <Checkbox name={name} label={label} value="yes" />;
  if (as === 'day') return <TextInput type="date" {...common} />;
  if (as === 'line') return <TextInput {...common} />;
  if (as === 'words') return <Textarea {...common} autosize minRows={3} />;
  const data = (choices?.(of) ?? []).map(([value, said]) => ({ value, label: said }));
  return data.length === 0 ? null : <NativeSelect {...common} data={data} />;
}
