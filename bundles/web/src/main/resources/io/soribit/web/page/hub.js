// SPDX-License-Identifier: Apache-2.0
// Requests to the hub.

/** Requests a change; resolves to the hub's message, or fails with it and its code. */
export async function request(address, method = 'POST', body = undefined) {
  const response = await fetch(`api/${address}`, { method, body, headers: { 'Soribit-Request': 'page' } });
  const { ok, message, code, problems } = await response.json();
  if (!ok) throw Object.assign(new Error(message), { code, problems });
  return message;
}

/** Reads a document. */
export async function read(address) {
  const response = await fetch(`api/${address}`);
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}
