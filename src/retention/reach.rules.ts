/** Which fields of which points a rule covers: what the check warns of is what the nights act on. */
export { fieldsOfRule as fieldsOf, pointsOf, type RetentionRule, reachOf } from '../policy/index.ts';
