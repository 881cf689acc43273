import { requestClock } from './clock.control.ts';

export const requestControls = [requestClock];
