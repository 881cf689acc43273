import { type Day, type Instant, sayDay } from '../../base/index.ts';
import { documentOf } from './layout.tsx';
import type { Site } from './site.ts';
import { sayDayOf } from './words.rules.ts';

export type NoticeVersion = { hash: string; inForceAt: Instant; current: boolean };

export type NoticeProps = {
  /** Heading of the notice, where it has one of its own. */
  title?: string;
  /** Content hash of the policy whose notice this is. */
  version: string;
  inForceSince: Day;
  /** Made by `renderNotice`, which sanitises it: the one text here that React does not escape. */
  bodyHtml: string;
  contents: readonly { id: string; text: string; depth: number }[];
  /** The day by which the review was due, once it has passed. */
  reviewOverdueSince: Day | null;
  /** Newest first. */
  versions: readonly NoticeVersion[];
  /** True where this is not the notice in force. */
  earlier: boolean;
};

export const noticePage = (site: Site, props: NoticeProps): string => {
  const { title = `How ${site.shortName} uses personal information`, version, contents } = props;
  const replaced = props.earlier ? replacedOn(site, props) : null;
  return documentOf(site, {
    title: props.earlier ? `Earlier privacy notice, ${sayDay(props.inForceSince)}` : 'Privacy notice',
    here: props.earlier ? null : '/notice',
    children: (
      <article data-version={version} className="notice-page">
        <div className="notice-head">
          {props.earlier && <Earlier replaced={replaced} />}
          <h1>{title}</h1>
          <p className="facts">
            In force since {sayDay(props.inForceSince)}
            {replaced && ` until ${replaced}`}. Version <code>{version.slice(0, 12)}</code>.{' '}
            <a href="#versions">All versions</a>
          </p>
          {props.reviewOverdueSince && (
            <p className="warning">
              <span aria-hidden="true">! </span>
              <strong>Promised review overdue.</strong> We said that we would look through this notice again
              by {sayDay(props.reviewOverdueSince)}, and we have not done so yet. The notice still applies.
            </p>
          )}
        </div>
        {contents.length > 0 && <Contents contents={contents} />}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderNotice against an allow-list of elements. */}
        <div className="notice-body" dangerouslySetInnerHTML={{ __html: props.bodyHtml }} />
        <Versions site={site} {...props} />
      </article>
    ),
  });
};

const Earlier = ({ replaced }: { replaced: string | null }) => (
  <p className="warning">
    <span aria-hidden="true">! </span>
    <strong>This is an earlier version.</strong> {replaced && `It was replaced on ${replaced}. `}
    <a href="/notice">Read the notice in force</a>
  </p>
);

/** The day on which the next version took the place of this one, said in words. */
function replacedOn(site: Site, { version, versions }: NoticeProps): string | null {
  const newestFirst = [...versions].sort((a, b) => (a.inForceAt < b.inForceAt ? 1 : -1));
  const successor = newestFirst[newestFirst.findIndex(({ hash }) => hash === version) - 1];
  return successor ? sayDayOf(site, successor.inForceAt) : null;
}

const Contents = ({ contents }: Pick<NoticeProps, 'contents'>) => (
  <nav className="contents" aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ol>
      {contents
        .filter(({ depth }) => depth <= 2)
        .map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
    </ol>
  </nav>
);

function Versions({ site, version, versions }: NoticeProps & { site: Site }) {
  return (
    <section className="versions" aria-labelledby="versions">
      <h2 id="versions">Versions of this notice</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">In force from</th>
            <th scope="col">Version</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ hash, inForceAt, current }) => (
            <tr key={hash}>
              <td>{sayDayOf(site, inForceAt)}</td>
              <td>
                <a href={`/notice/versions/${hash}`}>
                  <code>{hash.slice(0, 12)}</code>
                </a>
              </td>
              <td>
                {current ? 'in force' : 'replaced'}
                {hash === version && ', this page'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
