import type { KeychainDriver } from '../../main/keychain.ts'

/** A Secret Service in memory, for what is tested above the keychain; the real one has its own test. */
export function memoryKeychain() {
  const secrets = new Map<string, string>()
  let refusing = false
  const named = (service: string, account: string) => `${service} ${account}`
  const driver = async (): Promise<KeychainDriver> => ({
    getPassword: async (service, account) => secrets.get(named(service, account)) ?? null,
    setPassword: async (service, account, password) => void secrets.set(named(service, account), password),
    deletePassword: async (service, account) => {
      if (refusing) throw new Error('the keyring is locked')
      return secrets.delete(named(service, account))
    },
  })
  const refuseRemoval = () => {
    refusing = true
  }
  return { secrets, driver, refuseRemoval }
}
