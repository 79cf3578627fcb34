import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Entry {
  payload: AdapterPayload
  readonly expiresAt: number
}

/**
 * Where the provider keeps sessions, codes and tokens: in memory, gone when the simulator stops. `issued` collects the
 * access and refresh tokens, whose text is their id.
 */
export function createTokenStore(issued: Set<string>): (model: string) => Adapter {
  const models = new Map<string, Map<string, Entry>>()
  return (model) => {
    const entries = models.get(model) ?? new Map<string, Entry>()
    models.set(model, entries)
    const live = (entry: Entry | undefined) => (entry && entry.expiresAt > Date.now() ? entry.payload : undefined)
    return {
      upsert: async (id, payload, expiresIn) => {
        if (model === 'AccessToken' || model === 'RefreshToken') issued.add(id)
        entries.set(id, { payload, expiresAt: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000 })
      },
      find: async (id) => live(entries.get(id)),
      findByUid: async (uid) => live([...entries.values()].find(({ payload }) => payload.uid === uid)),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const entry = entries.get(id)
        if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) }
      },
      destroy: async (id) => {
        entries.delete(id)
      },
      revokeByGrantId: async (grantId) => {
        for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id)
      },
    }
  }
}
