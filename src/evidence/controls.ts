import { evidenceLedger } from './ledger.control.ts';

export const evidenceControls = [evidenceLedger];
