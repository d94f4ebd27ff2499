// SPDX-License-Identifier: Apache-2.0
// What happened to alerts lately.
import { read } from './hub.js';

const ROWS = 500;

/** The changes, newest first; null where the hub keeps no history. */
export async function rows() {
  try {
    return (await read(`history?limit=${ROWS}`)).history;
  } catch {
    return null;
  }
}
