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
    <Page title="Data map" lede="Whose data comes in where, where it lives, and who receives it: drawn from the declarations.">
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
                { head: 'What', value: (one) => COLUMNS.find(({ kind }) => kind === one.kind)?.head ?? '' },
                {
                  head: 'Which',
                  wide: true,
                  value: (one) => one.name,
                  show: (one) => (
                    <>
                      <strong>{one.name}</strong>
                      <span className="why">{one.says}</span>
                    </>
                  ),
                },
                { head: 'Goes on to', value: (one) => nextOf(map, one.id).join(', ') },
                { head: 'Where', value: (one) => one.where.join(', ').toUpperCase() },
                {
                  head: 'Agreement',
                  value: (one) => (one.agreement ? AGREEMENTS[one.agreement.state].word : ''),
                  show: (one) =>
                    one.agreement && (
                      <>
                        <Mark as={AGREEMENTS[one.agreement.state].as}>{AGREEMENTS[one.agreement.state].word}</Mark>
                        {one.agreement.until && <span className="why">until {sayDay(one.agreement.until)}</span>}
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

const [ROW, COLUMN] = [64, 270];

function Picture({ of }: { of: DataMapSaid }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const lit = useMemo(() => reachedFrom(of, chosen), [of, chosen]);
  const nodes = COLUMNS.flatMap(({ kind }, column) => {
    const here = of.nodes.filter((one) => one.kind === kind);
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
    const on = lit !== null && lit.has(from) && lit.has(to);
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      focusable: false,
      style: { stroke: on ? 'var(--accent)' : 'var(--edge)', strokeWidth: on ? 2 : 1, opacity: lit !== null && !on ? 0.12 : 0.55 },
    };
  });
  return (
    <div className="map" role="group" aria-label="Picture of the data map">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        onNodeClick={(_event, { id }) => setChosen(chosen === id ? null : id)}
        onPaneClick={() => setChosen(null)}
        fitView
        fitViewOptions={{ padding: 0.03, maxZoom: 1 }}
        minZoom={0.2}
        nodesConnectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
      <p className="small quiet">Press one to see only what leads to it and from it; press beside it to see all.</p>
    </div>
  );
}

function BoxNode({ data: { of, faded } }: NodeProps<Box>) {
  const wrong = of.agreement !== null && (of.agreement.state === 'ended' || of.agreement.state === 'none');
  return (
    <div className={`box ${of.kind}${faded ? ' faded' : ''}${wrong ? ' wrong' : ''}`}>
      {of.kind !== 'people' && <Handle type="target" position={Position.Left} isConnectable={false} />}
      <strong>{of.name}</strong>
      <span>
        {[wrong && '✕ no agreement in date', of.form?.replaceAll('-', ' '), of.where.join(', ').toUpperCase()].filter(Boolean).join(' · ')}
      </span>
      {of.kind !== 'recipient' && <Handle type="source" position={Position.Right} isConnectable={false} />}
    </div>
  );
}

const TYPES = { box: BoxNode };

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
