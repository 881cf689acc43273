import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldsOf } from '../shell/door.tsx';

export type Correction = { what: string; was?: string; becomes: string };

/** What is wrong and what is right, one thing after the other; then every system is looked into. */
export function Corrections({ look, busy }: { look: (changes: Correction[]) => void; busy: boolean }) {
  const [changes, setChanges] = useState<Correction[]>([]);
  return (
    <form
      onSubmit={(event) => {
        const form = event.currentTarget;
        const { what = '', was = '', becomes = '' } = fieldsOf(event);
        setChanges([...changes, { what, becomes, ...(was !== '' && { was }) }]);
        form.reset();
      }}
    >
      <p>Say what is to be corrected; you see then where the old value stands.</p>
      {changes.length > 0 && (
        <ul>
          {changes.map(({ what, was, becomes }) => (
            <li key={`${what} ${was ?? ''}`}>
              {what}: {was ? `“${was}”` : 'whatever stands there'} becomes “{becomes}”
            </li>
          ))}
        </ul>
      )}
      <div className="field">
        <TextInput
          name="what"
          label="Which field"
          description="As the form or the table calls it: phone, or contact-form.phone"
          required
        />
      </div>
      <div className="field">
        <TextInput name="was" label="What is wrong (optional)" />
      </div>
      <div className="field">
        <TextInput name="becomes" label="What is right" required />
      </div>
      <Button type="submit" variant="default" size="xs">
        Add this
      </Button>{' '}
      <Button size="xs" disabled={changes.length === 0} loading={busy} onClick={() => look(changes)}>
        Look into every system
      </Button>
    </form>
  );
}
