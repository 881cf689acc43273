import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { because } from '../api/looking.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { AskReason } from '../parts/reason.tsx';

/** What a mail that waits will say, for a reason. */
export function Mail() {
  const { id = '' } = useParams({ strict: false });
  const [reason, setReason] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['mail', id, reason],
    enabled: reason !== null,
    retry: false,
    queryFn: () =>
      answer(api.GET('/api/outbox/{id}', { params: { path: { id }, header: because(reason ?? '') } })),
  });
  return (
    <Page title="A mail">
      {reason === null ? (
        <AskReason of="It names a person. Say why you read it." onGiven={setReason} />
      ) : (
        <Loaded from={found} what="the mail">
          {({ to, subject, text }) => (
            <>
              <dl className="facts">
                <dt>To</dt>
                <dd>{to}</dd>
                <dt>Subject</dt>
                <dd>{subject}</dd>
              </dl>
              <pre className="note" style={{ whiteSpace: 'pre-wrap', fontFamily: 'inherit' }}>
                {text}
              </pre>
              <p className="quiet small">Footer and links are added when it leaves.</p>
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
