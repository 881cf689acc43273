/* The map of a system is a part of the policy's language; this room reads and drafts it. */
export {
  type SystemLink,
  type SystemTable,
  type SystemTables,
  systemTables,
} from '../../policy/index.ts';
