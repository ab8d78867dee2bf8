/** Freezes an object and what it holds: plain objects, arrays and the values of Maps. Lets circles be. */
export function deepFreeze(value: unknown): void {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each !== 'object' || each === null || Object.isFrozen(each)) continue;
    if (each instanceof Map) open.push(...each.values());
    else if (!Array.isArray(each) && !isPlain(each)) continue;
    Object.freeze(each);
    // Getters are how linked objects refer to each other in circles: they are left unread.
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(each))) open.push(descriptor.value);
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
