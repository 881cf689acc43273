import { Button } from '@mantine/core';
import { useState } from 'react';
import { packOf } from '../api/board.ts';
import { save } from './csv.ts';
import { Trouble } from './page.tsx';

/** Saves the evidence of the board, or of one promise: a file that an auditor checks without us. */
export function SavePack({ promise }: { promise?: string }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const saved = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      save(`${promise ?? 'board'}.evidence.ndjson`, 'application/x-ndjson', await packOf(promise));
    } catch (thrown) {
      setTrouble(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Trouble with={trouble} />
      <Button
        variant="default"
        size="xs"
        loading={busy}
        title="Whoever has the ledger’s public key checks it with: kept verify --pack FILE"
        onClick={() => void saved()}
      >
        Save the evidence
      </Button>
    </>
  );
}
