import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { useMay } from '../api/session.ts';
import { Trouble } from './page.tsx';
import { Sure } from './sure.tsx';

/** Says that one has read what a page of others says by now; only for those who may sign for things. */
export function LinkRead({ address }: { address: string }) {
  const client = useQueryClient();
  const may = useMay()('attestations', true);
  const read = useMutation({
    mutationFn: () => answer(api.POST('/api/links/read', { body: { address } })),
    onSuccess: () => client.invalidateQueries(),
  });
  return may ? (
    <>
      <Trouble with={read.error} />
      <Sure
        button="I have read it"
        title="Does the notice still hold?"
        says="The ledger keeps that you have read this page, and which words it showed. If the notice no longer holds, change it first."
        busy={read.isPending}
        onSure={() => read.mutate()}
      />
    </>
  ) : null;
}
