/** Whether the server can be reached, as far as the browser and the latest request know. */
import { signal } from '@preact/signals';

export const reachable = signal(navigator.onLine);

export function startReach(): void {
  for (const type of ['online', 'offline']) {
    addEventListener(type, () => {
      reachable.value = navigator.onLine;
    });
  }
}

/** fetch, which tells by the way whether anybody answered. */
export async function askServer(address: string, options?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, options);
    reachable.value = true;
    return response;
  } catch (error) {
    reachable.value = false;
    throw error;
  }
}
