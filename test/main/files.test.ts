import { mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder, networkMount, prepareDataFolder, synced } from '../../main/files.ts'
import { temporaryFolder } from './temporary-folder.ts'

const place = { platform: 'linux' as const, env: {}, home: '/home/kari', packaged: true }

describe('the data folder', () => {
  it('is local to the PC and never roams', () => {
    expect(dataFolder(place)).toBe('/home/kari/.local/share/tilskuddsmappen')
    expect(dataFolder({ ...place, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/tilskuddsmappen')
    const windows = { ...place, platform: 'win32' as const, env: { LOCALAPPDATA: '/l', APPDATA: '/roaming' } }
    expect(dataFolder(windows)).toBe('/l/Tilskuddsmappen')
  })

  it('can be moved by the environment only in development', () => {
    const env = { TILSKUDDSMAPPEN_DATA: '/elsewhere' }
    expect(dataFolder({ ...place, env, packaged: false })).toBe('/elsewhere')
    expect(dataFolder({ ...place, env })).not.toBe('/elsewhere')
  })

  it('is made for this user alone', () => {
    const folder = join(temporaryFolder(), 'a', 'b')
    prepareDataFolder(folder, place)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is refused in a folder that a service copies elsewhere, also behind a link', () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'OneDrive - Sandefjord kommune'))
    symlinkSync(join(root, 'OneDrive - Sandefjord kommune'), join(root, 'data'))
    expect(() => prepareDataFolder(join(root, 'data', 'tilskuddsmappen'), place)).toThrow(
      expect.objectContaining({ kind: 'folder-refused', detail: expect.stringContaining('OneDrive') }),
    )
  })
})

describe('a synchronised folder', () => {
  it.each([
    '/home/kari/Dropbox/x',
    '/Users/kari/Google Drive/x',
    'C:\\Users\\kari\\OneDrive\\x',
    '/home/kari/Nextcloud',
  ])('is known by its name: %s', (path) => {
    expect(synced(path, {})).not.toBeNull()
  })

  it("is known by OneDrive's own variables, whatever its name", () => {
    expect(synced('/home/kari/Felles/x', { OneDriveCommercial: '/home/kari/Felles' })).toBe('OneDrive')
    expect(synced('/home/kari/Felleskatalog/x', { OneDriveCommercial: '/home/kari/Felles', OneDrive: '' })).toBeNull()
  })

  it('is not seen in ordinary names', () => {
    expect(synced('/home/kari/.local/share/tilskuddsmappen', {})).toBeNull()
    expect(synced('/home/dropboxer/data', {})).toBeNull()
  })
})

describe('a network drive', () => {
  const mounts = [
    '/dev/sda1 / ext4 rw 0 0',
    'server:/home /home nfs4 rw 0 0',
    '/dev/sdb1 /home/kari/lokal\\040disk ext4 rw 0 0',
    '//fil/felles /mnt/felles cifs rw 0 0',
    'kari@vm:/ /mnt/ssh fuse.sshfs rw 0 0',
  ].join('\n')

  it('is known by the file system of the nearest mount', () => {
    expect(networkMount('/home/kari/.local/share', mounts)).toBe('nfs4')
    expect(networkMount('/mnt/felles/x', mounts)).toBe('cifs')
    expect(networkMount('/mnt/ssh', mounts)).toBe('fuse.sshfs')
    expect(networkMount('/var/lib/x', mounts)).toBeNull()
    expect(networkMount('/home/kari/lokal disk/x', mounts)).toBeNull()
    expect(networkMount('/mnt/fellesmappe', mounts)).toBeNull()
  })
})
