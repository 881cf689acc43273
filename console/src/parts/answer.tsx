import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import type { Seen } from '../api/requests.ts';
import { fieldsOf } from '../shell/door.tsx';
import { Trouble } from './page.tsx';

type Way = {
  label: string;
  words?: { name: string; label: string };
  ends?: boolean;
  when?: (of: Seen) => boolean;
};

/** What one can decide here; the rarer ways (fees, grounds of refusal) are the command line's and the API's. */
const WAYS: Readonly<Record<string, Way>> = {
  answer: { label: 'answer and close', words: { name: 'says', label: 'What we answer' }, ends: true },
  sent: { label: 'close: the answer went out by another way', ends: true },
  progress: { label: 'tell them how it is going', words: { name: 'says', label: 'What we tell them' } },
  acknowledge: { label: 'note that it was acknowledged' },
  identified: { label: 'settle the doubt about who asks', when: (of) => of.waitsFor === 'identity' },
  clarified: { label: 'note that our question was answered', when: (of) => of.waitsFor === 'clarification' },
  authorised: { label: 'note that the authority came', when: (of) => of.waitsFor === 'authority' },
  clarify: { label: 'ask what exactly they mean', words: { name: 'question', label: 'Our question' } },
  extend: {
    label: 'take two months more',
    words: { name: 'why', label: 'Why; they read it' },
    when: (of) => of.clock.extendBy !== null && !of.clock.extended,
  },
};

/** Decisions about a request, one at a time. */
export function Answer({ id, of }: { id: string; of: Seen }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState('');
  const way = WAYS[chosen];
  const decide = useMutation({
    mutationFn(typed: Record<string, string>) {
      const { words } = typed;
      const body = {
        outcome: chosen,
        ...(way?.words && { [way.words.name]: words ?? '' }),
        ...(chosen === 'extend' && { reason: typed.reason }),
      } as never;
      return answer(api.POST('/api/requests/{id}/decisions', { params: { path: { id } }, body }));
    },
    onSuccess: async () => {
      setChosen('');
      await client.invalidateQueries();
    },
  });
  return (
    <form onSubmit={(event) => decide.mutate(fieldsOf(event))}>
      <h3>Decide</h3>
      <Trouble with={decide.error} />
      <div className="field">
        <NativeSelect
          label="What"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: 'Choose' },
            ...Object.entries(WAYS)
              .filter(([, one]) => one.when?.(of) ?? true)
              .map(([value, { label }]) => ({ value, label })),
          ]}
        />
      </div>
      {chosen === 'extend' && (
        <div className="field">
          <NativeSelect
            name="reason"
            label="Reason in law"
            data={[
              { value: 'complexity', label: 'it is complex' },
              { value: 'number-of-requests', label: 'they asked many things' },
            ]}
          />
        </div>
      )}
      {way?.words && (
        <div className="field">
          <Textarea
            name="words"
            label={way.words.label}
            required={chosen !== 'answer'}
            autosize
            minRows={3}
          />
        </div>
      )}
      {way && (
        <Button type="submit" variant={way.ends ? 'filled' : 'default'} loading={decide.isPending}>
          {way.ends ? 'Close it' : 'Do it'}
        </Button>
      )}
    </form>
  );
}
