import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { asProblem, Problem } from '../api/problem.ts';
import { save } from '../parts/csv.ts';
import { sayMoment } from '../parts/dates.ts';
import { verifyInclusion } from '../parts/inclusion.ts';
import { Loaded, Page, Waiting } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';

/** One entry, and the proof that it is in the ledger, done again here in the browser. */
export function Entry() {
  const { id = '' } = useParams({ strict: false });
  const entry = useQuery({ queryKey: ['entry', id], queryFn: () => find(id) });
  const proof = useQuery({
    queryKey: ['proof', id],
    retry: false,
    async queryFn() {
      const said = await answer(api.GET('/api/ledger/proof', { params: { query: { entry: id } } }));
      if (!('leaf' in said)) throw new Problem('That was another proof.', 0, 'console.fault');
      return { ...said, holds: await verifyInclusion(said) };
    },
  });
  return (
    <Page title="A ledger entry" lede={<span className="mono">{id}</span>}>
      <Loaded from={entry} what="the entry">
        {(one) => (
          <>
            <dl className="facts">
              <dt>What</dt>
              <dd>{one.kind ?? 'Its content was erased. That it was there stays provable.'}</dd>
              <dt>When</dt>
              <dd>{sayMoment(one.at)}</dd>
              <dt>By</dt>
              <dd className="mono">{one.actor ?? '–'}</dd>
              <dt>Place</dt>
              <dd>{one.leaf ?? 'not in the tree yet; its signed promise stands for it'}</dd>
            </dl>
            {one.body !== null && (
              <>
                <h2>What it says</h2>
                <pre className="note mono" style={{ whiteSpace: 'pre-wrap' }}>
                  {JSON.stringify(one.body, null, 2)}
                </pre>
              </>
            )}
          </>
        )}
      </Loaded>
      <h2>Is it in the ledger?</h2>
      {proof.isPending && <Waiting what="Checking the proof …" />}
      {proof.error && <p>{asProblem(proof.error).message}</p>}
      {proof.data && (
        <>
          <p>
            {proof.data.holds ? (
              <Mark as="good">Verified</Mark>
            ) : (
              <Mark as="bad">The proof does not hold</Mark>
            )}
          </p>
          <p>
            {proof.data.holds
              ? `This browser followed the ${proof.data.path.length} hashes from this entry, at place ${proof.data.index}, up to the signed root over ${proof.data.checkpoint.size.toLocaleString('en-GB')} entries, and arrived at that root. It was not changed since, nor moved.`
              : 'Following the hashes from this entry did not lead to the signed root. Keep the file below, and run “kept verify” on the server.'}
          </p>
          <Button
            variant="default"
            size="xs"
            onClick={() => save(`entry-${id}.tlog-proof`, 'text/plain', proof.data.text)}
          >
            Save the proof as a file
          </Button>
        </>
      )}
    </Page>
  );
}

/** The ledger lists from the newest; an id holds its moment, so the page just before it begins with it. */
async function find(id: string) {
  const before = btoa(`after:${next(id)}`)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  const { entries } = await answer(
    api.GET('/api/ledger/entries', { params: { query: { limit: 1, cursor: before } } }),
  );
  const [found] = entries;
  if (found?.id !== id) throw new Problem('The ledger has no such entry.', 404, 'evidence.unknown-entry');
  return found;
}

/** The id just above. */
function next(id: string): string {
  const above = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return above.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
