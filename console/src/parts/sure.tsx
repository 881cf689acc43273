import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from './dialog.tsx';

/** A button whose effect cannot be taken back asks first, and says what will happen. */
export function Sure({
  button,
  title,
  says,
  busy,
  onSure,
}: {
  button: string;
  title: string;
  says: string;
  busy: boolean;
  onSure: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" loading={busy && open} onClick={() => setOpen(true)}>
        {button}
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <p>{says}</p>
        <div className="actions">
          <Button
            onClick={() => {
              setOpen(false);
              onSure();
            }}
          >
            {button}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            Leave it
          </Button>
        </div>
      </Dialog>
    </>
  );
}
