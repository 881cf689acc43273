import '@xyflow/react/dist/base.css';
import { useQuery } from '@tanstack/react-query';
import { Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api } from '../api/client.ts';
import { sayDay } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

type DataMapSaid = operations['showMap']['responses'][200]['content']['application/json'];
type MapNode = DataMapSaid['nodes'][number];
type Box = Node<{ of: MapNode; faded: boolean }, 'box'>;

const COLUMNS = [
  { kind: 'people', head: 'People' },
  { kind: 'point', head: 'Where data comes in' },
  { kind: 'system', head: 'Where it lives' },
  { kind: 'recipient', head: 'Who receives it' },
] as const;

const KINDS = { people: 'people', point: 'collection', system: 'system', recipient: 'recipient' } as const;

const AGREEMENTS = {
  'in-date': { as: 'good', word: 'agreement in date' },
  'ends-soon': { as: 'warn', word: 'agreement ends soon' },
  ended: { as: 'bad', word: 'agreement ended' },
  none: { as: 'bad', word: 'no agreement' },
  'not-needed': { as: 'off', word: 'no agreement needed' },
} as const;

/** From people to recipients, as the policy declares it: a picture to follow, and the table that says the same. */
export function DataMap() {
  const found = useQuery({ queryKey: ['map'], queryFn: () => answer(api.GET('/api/map')) });
  return (
    <Page
      title="Data map"
      lede="Whose data comes in where, where it lives, and who receives it: drawn from the declarations."
    >
      <Loaded from={found} what="the map">
        {(map) => (
          <>
            <Picture of={map} />
            <h2>The same as a table</h2>
            <Table
              caption="Data map"
              rows={map.nodes}
              keyOf={(one) => one.id}
              empty="Nothing is declared."
              columns={[
                {
                  head: 'What',
                  value: (one) => KINDS[one.kind],
                  show: (one) => <span className="nowrap">{KINDS[one.kind]}</span>,
                },
                {
                  head: 'Which',
                  value: (one) => one.name,
                  show: (one) => (
                    <>
                      <strong>{one.name}</strong>
                      <span className="why">{one.says}</span>
                    </>
                  ),
                },
                { head: 'Goes on to', wide: true, value: (one) => nextOf(map, one.id).join(', ') },
                { head: 'Where', value: (one) => one.where.join(', ').toUpperCase() },
                {
                  head: 'Agreement',
                  value: (one) => (one.agreement ? AGREEMENTS[one.agreement.state].word : ''),
                  show: (one) =>
                    one.agreement && (
                      <>
                        <Mark as={AGREEMENTS[one.agreement.state].as}>
                          {AGREEMENTS[one.agreement.state].word}
                        </Mark>
                        {one.agreement.until && (
                          <span className="why">until {sayDay(one.agreement.until)}</span>
                        )}
                      </>
                    ),
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const nextOf = ({ nodes, edges }: DataMapSaid, id: string): string[] =>
  edges.flatMap(({ from, to }) => (from === id ? [nodes.find((one) => one.id === to)?.name ?? to] : []));

const [ROW, COLUMN, BOX] = [48, 250, 200];

function Picture({ of }: { of: DataMapSaid }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const lit = useMemo(() => reachedFrom(of, chosen), [of, chosen]);
  const columns = useMemo(() => inOrder(of), [of]);
  const nodes = columns.flatMap((here, column) => {
    return here.map(
      (one, at): Box => ({
        id: one.id,
        type: 'box',
        position: { x: column * COLUMN, y: at * ROW },
        data: { of: one, faded: lit !== null && !lit.has(one.id) },
        draggable: false,
        connectable: false,
        ariaLabel: `${one.name}: ${one.says}`,
      }),
    );
  });
  const edges = of.edges.map(({ from, to }): Edge => {
    const on = lit?.has(from) === true && lit.has(to);
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      focusable: false,
      style: {
        stroke: on ? 'var(--accent)' : 'var(--edge)',
        strokeWidth: on ? 2 : 1,
        opacity: lit !== null && !on ? 0.12 : 0.55,
      },
    };
  });
  return (
    <>
      <ul className="map-heads" aria-hidden="true">
        {COLUMNS.map(({ head }) => (
          <li key={head}>{head}</li>
        ))}
      </ul>
      <section
        className="map"
        aria-label="Picture of the data map"
        style={{
          aspectRatio: `${COLUMN * 3 + BOX} / ${Math.max(...columns.map((one) => one.length)) * ROW + 8}`,
        }}
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={TYPES}
          onNodeClick={(_event, { id }) => setChosen(chosen === id ? null : id)}
          onPaneClick={() => setChosen(null)}
          fitView
          fitViewOptions={{ padding: 0.01, maxZoom: 1.2 }}
          minZoom={0.2}
          nodesConnectable={false}
          preventScrolling={false}
          zoomOnScroll={false}
          proOptions={{ hideAttribution: true }}
        >
          <Controls showInteractive={false} position="bottom-right" />
        </ReactFlow>
      </section>
      <p className="small quiet">
        Press one to see only what leads to it and from it; press beside it to see all.
      </p>
    </>
  );
}

function BoxNode({ data: { of, faded } }: NodeProps<Box>) {
  const wrong = of.agreement !== null && (of.agreement.state === 'ended' || of.agreement.state === 'none');
  return (
    <div className={`box ${of.kind}${faded ? ' faded' : ''}${wrong ? ' wrong' : ''}`}>
      {of.kind !== 'people' && <Handle type="target" position={Position.Left} isConnectable={false} />}
      <strong>{of.name}</strong>
      <span>
        {[wrong && '✕ no agreement in date', of.form?.replaceAll('-', ' '), of.where.join(', ').toUpperCase()]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {of.kind !== 'recipient' && <Handle type="source" position={Position.Right} isConnectable={false} />}
    </div>
  );
}

const TYPES = { box: BoxNode };

/** The nodes by column, each near what leads to it, so that few lines cross. */
function inOrder({ nodes, edges }: DataMapSaid): MapNode[][] {
  const places = new Map<string, number>();
  return COLUMNS.map(({ kind }) => {
    const placed = nodes
      .filter((one) => one.kind === kind)
      .map((one) => {
        const from = edges.flatMap((edge) => (edge.to === one.id ? [places.get(edge.from) ?? 0] : []));
        const mean = from.reduce((sum, place) => sum + place, 0) / from.length;
        return { one, mean: from.length === 0 ? Number.MAX_VALUE : mean };
      })
      .sort((a, b) => (kind === 'people' ? 0 : a.mean - b.mean));
    for (const [at, { one }] of placed.entries()) places.set(one.id, at / placed.length);
    return placed.map(({ one }) => one);
  });
}

/** What leads to something, and what it leads to; null: nothing was chosen. */
function reachedFrom({ edges }: DataMapSaid, chosen: string | null): ReadonlySet<string> | null {
  if (chosen === null) return null;
  const found = new Set([chosen]);
  const follow = (from: string, there: (edge: { from: string; to: string }) => [string, string]) => {
    for (const edge of edges) {
      const [here, next] = there(edge);
      if (here !== from || found.has(next)) continue;
      found.add(next);
      follow(next, there);
    }
  };
  follow(chosen, ({ from, to }) => [from, to]);
  follow(chosen, ({ from, to }) => [to, from]);
  return found;
}
