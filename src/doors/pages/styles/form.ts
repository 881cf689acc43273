/** Forms: one column, big targets, errors beside the field, and a switch whose state is also a word. */
export const formStyles = `
form { max-width: 34rem; }
.field { margin: 0 0 1.6rem; }
.field.wrong { border-left: 5px solid var(--broken); padding-left: 1rem; }
.field > label { display: block; font-weight: 600; }
.need { font-weight: 400; color: var(--quiet); }
.hint { margin: 0 0 0.1rem; color: var(--quiet); font-size: 0.9375rem; line-height: 1.45; }
.error { margin: 0.25rem 0; color: var(--broken); font-weight: 600; }
input, textarea, button, select { font: inherit; color: inherit; }
.field input, .field textarea {
  display: block; width: 100%; min-height: 2.9rem; margin-top: 0.4rem; padding: 0.55rem 0.7rem;
  background: var(--page); border: 1px solid var(--edge); border-radius: 4px;
}
.field textarea { resize: vertical; }
.field input:focus-visible, .field textarea:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; border-color: var(--accent); border-radius: 4px; }
.wrong input, .wrong textarea { border: 2px solid var(--broken); }
button {
  min-height: 3rem; padding: 0.6rem 1.4rem; font-weight: 600; cursor: pointer;
  background: var(--accent); color: var(--on-accent); border: 2px solid var(--accent); border-radius: 4px;
}
button:hover { background: var(--page); color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 2rem; }
.errors { max-width: 34rem; margin: 0 0 1.75rem; padding: 1rem 1.25rem; border: 3px solid var(--broken); border-radius: 4px; background: var(--wrong); }
.errors h2 { margin: 0 0 0.35rem; font-size: 1.1875rem; }
.errors p, .errors ul { margin-bottom: 0.35rem; }
.errors > :last-child { margin-bottom: 0; }
.errors ul { list-style: none; padding: 0; }
.errors ul ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; }
.errors a { color: var(--broken); font-weight: 600; display: inline-block; padding: 0.2rem 0; }
.at-the-point { max-width: 34rem; margin: 0 0 2rem; padding: 1rem 1.25rem; background: var(--panel); border-radius: 6px; font-size: 0.9375rem; line-height: 1.5; }
.at-the-point h2 { margin: 0 0 0.35rem; font-size: 1rem; letter-spacing: 0; }
.at-the-point p, .at-the-point ul { margin: 0 0 0.5rem; }
.at-the-point > :last-child { margin-bottom: 0; }
fieldset { min-width: 0; margin: 0 0 1.75rem; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choices > legend { font-size: 1.1875rem; }
.choice { padding: 0.75rem 0; border-top: 1px solid var(--rule); }
.choice:first-of-type { margin-top: 0.75rem; }
.choice p { margin-bottom: 0.4rem; }
.tick { display: flex; gap: 0.75rem; align-items: flex-start; padding: 0.4rem 0; cursor: pointer; }
.tick input { flex: none; width: 1.6rem; height: 1.6rem; margin: 0; accent-color: var(--accent); }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.purpose { padding: 1.25rem 0 0; margin: 0; border-top: 1px solid var(--rule); }
.purpose legend { float: left; width: 100%; font-size: 1.0625rem; }
.purpose legend + * { clear: both; }
.switch { padding: 0.4rem 0 0.9rem; }
.switch label { display: inline-flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; cursor: pointer; }
.switch input {
  appearance: none; flex: none; position: relative; width: 4.6rem; height: 2rem; margin: 0; cursor: pointer;
  border: 2px solid var(--edge); border-radius: 1rem; background: var(--page);
}
.switch input::before { content: ""; position: absolute; left: 0.2rem; top: 50%; width: 1.3rem; height: 1.3rem; margin-top: -0.65rem; border-radius: 50%; background: var(--edge); }
.switch input::after { content: "Off"; position: absolute; right: 0.6rem; top: 50%; transform: translateY(-50%); font-size: 0.875rem; line-height: 1; color: var(--ink); }
.switch input:checked { background: var(--accent); border-color: var(--accent); }
.switch input:checked::before { left: auto; right: 0.2rem; background: var(--on-accent); }
.switch input:checked::after { content: "On"; right: auto; left: 0.75rem; color: var(--on-accent); font-weight: 600; }
.switch .hint { padding-left: 5.35rem; margin-top: -0.3rem; }
.field input[type="file"] { padding: 0.55rem; }
.instead { margin-top: 0.5rem; }
.apart, .beside-field { padding: 1rem 1.25rem 0.25rem; background: var(--panel); border-radius: 6px; }
.apart > legend, .beside-field > legend { float: left; width: 100%; font-size: 1.0625rem; }
.apart > legend + *, .beside-field > legend + * { clear: both; }
.apart .hint { margin-bottom: 1rem; }
.share { max-width: 34rem; margin-bottom: 2rem; }
.share a.button { margin: 0 0.4rem 0.6rem 0; }
blockquote { max-width: 42rem; margin: 0 0 1rem; padding: 0.9rem 1.25rem; border-left: 5px solid var(--accent); background: var(--panel); white-space: pre-line; overflow-wrap: anywhere; }
.testimonial { max-width: 42rem; margin: 0 0 2rem; }
.testimonial figcaption { color: var(--quiet); }
.places { list-style: none; padding: 0; }
.places li { padding: 1rem 0; border-top: 1px solid var(--rule); }
.places p { margin-bottom: 0.5rem; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 3.5rem; margin-bottom: 2rem; }
.two h2 { margin-top: 1rem; }
.badge { font-size: clamp(2.5rem, 1.5rem + 5vw, 4.5rem); font-weight: 700; letter-spacing: 0.08em; line-height: 1.2; font-variant-numeric: tabular-nums; }
.number { overflow-wrap: anywhere; }
table.bars { width: 100%; max-width: 42rem; border-collapse: collapse; }
.bars th, .bars td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: middle; font-weight: 400; overflow-wrap: anywhere; }
.bars thead th { font-weight: 600; }
.bars td:nth-child(2) { font-variant-numeric: tabular-nums; }
.bars meter { width: 100%; min-width: 4rem; }
@media (max-width: 30rem) { .switch .hint { padding-left: 0; } .actions button { width: 100%; } }
@media (forced-colors: active) { .switch input { forced-color-adjust: none; } }
`;
