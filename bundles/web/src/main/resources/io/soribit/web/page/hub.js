// SPDX-License-Identifier: Apache-2.0
// Requests to the hub.
/** Marks requests of the page: their refusal is its own to show, the browser asks for no password. */
export const OWN = { 'Soribit-Request': 'page' };

/** Requests a change; resolves to the hub's answer, or fails with it: its code and parameters, which the page words. */
export async function request(address, method = 'POST', body = undefined) {
  const response = await fetch(`api/${address}`, { method, body, headers: OWN });
  const answer = await response.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(answer.message ?? response.statusText), answer, { status: response.status });
  return answer;
}

/** Reads a document. */
export async function read(address) {
  const response = await fetch(`api/${address}`, { headers: OWN });
  if (!response.ok) throw Object.assign(new Error(response.statusText), { status: response.status });
  return response.json();
}
