/** The description of the API: calls to copy and tables of fields, broken into lines where they are too wide. */
export const referenceStyles = `
.reference .quiet { color: var(--quiet); font-weight: 400; }
.reference li { overflow-wrap: anywhere; }
.operation { border-top: 1px solid var(--rule); padding: 0.5rem 0 1.5rem; }
.operation p code { overflow-wrap: anywhere; }
.operation pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); padding: 0.75rem 1rem; border-radius: 4px; }
.operation h3 { margin: 1rem 0 0.25rem; font-size: 1rem; }
.operation dl > div { display: grid; grid-template-columns: 4rem minmax(0, 1fr); }
.operation dt { font-weight: 600; }
.operation dd { margin: 0; }
.operation table { table-layout: fixed; }
.operation td, .operation th { overflow-wrap: anywhere; }
`;
