import Simulation

extension AWSBackup {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateBackupVault.self, missing: ["vault lock", "policies", "encryption"]),
    .simulated(CreateBackupPlan.self, missing: ["cron expressions other than hourly and daily", "windows"]),
    .simulated(CreateBackupSelection.self, missing: ["resources other than tables", "tags"]),
    .simulated(DeleteBackupPlan.self), .simulated(StartBackupJob.self),
    .simulated(StartCopyJob.self, missing: ["the price of the transfer"]), .simulated(StartRestoreJob.self),
    .simulated(DeleteRecoveryPoint.self), .simulated(ListRecoveryPointsByBackupVault.self),
  ]

  public static let misconceptions: [Misconception] = [.backupsStayInTheirRegion, .coldStorageIsByTheDay]
}
