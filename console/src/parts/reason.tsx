import { Button, NativeSelect } from '@mantine/core';
import type { FormEvent } from 'react';
import { REASONS } from '../api/looking.ts';
import { fieldsOf } from '../shell/door.tsx';

/** Asks why before anything is shown. Nothing is chosen beforehand. */
export const Reason = ({ disabled = false }: { disabled?: boolean }) => (
  <NativeSelect
    name="reason"
    label="Why do you look?"
    description="The ledger keeps it, with your name"
    required
    disabled={disabled}
    defaultValue=""
    data={[{ value: '', label: 'Choose a reason', disabled: true }, ...REASONS]}
  />
);

export function AskReason({ of, onGiven }: { of: string; onGiven: (reason: string) => void }) {
  const give = (event: FormEvent<HTMLFormElement>) => {
    const { reason } = fieldsOf(event);
    if (reason) onGiven(reason);
  };
  return (
    <form className="field" onSubmit={give}>
      <p>{of}</p>
      <Reason />
      <div className="actions" style={{ marginTop: '1rem' }}>
        <Button type="submit">Look</Button>
      </div>
    </form>
  );
}
