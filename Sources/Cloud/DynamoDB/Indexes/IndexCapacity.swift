import HashTreeCollections
import OrderedCollections
import Simulation

extension Table {
  /// Takes units of a global index, which has a pool of its own.
  mutating func consumeIndex(
    _ units: CapacityUnits, _ kind: CapacityKind, _ name: String, at key: AttributeValue?, _ context: inout Context
  ) throws(ServiceError) {
    let gigabytes = indexes[name]!.bytes / 1_000_000_000
    let throttle = indexes[name]!.pool.take(units, kind, at: key, gigabytes: gigabytes, &context)
    indexes[name]!.pool.splits = []
    guard let throttle else { return }
    let pool = indexes[name]!.pool
    let refusal = throttle.refusal(of: self.name, pool.resource, pool.billing, units, at: key, &context)
    guard kind == .write else { throw refusal }
    throw ServiceError(refusal.code, refusal.message, rule: .indexesPushBack)
  }

  /// Books what was taken; provisioned units are paid for by the hour.
  mutating func meterIndex(
    _ units: CapacityUnits, _ kind: CapacityKind, _ name: String, _ context: inout Context
  ) {
    guard case .onDemand = indexes[name]!.pool.billing else { return }
    switch kind {
    case .read: context.meter(meter(.readRequestUnits), Int128(units.halves))
    case .write:
      context.meter(
        meter(replicas.isEmpty ? .writeRequestUnits : .replicatedWriteUnits), Int128(units.halves / 2))
    }
  }
}
