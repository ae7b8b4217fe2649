#pragma once

#include <QtGlobal>

namespace lb::experiments {

/// Bytes of this process that are in memory now, and at most so far; 0 where the system does not tell.
qint64 residentBytes();
qint64 peakResidentBytes();
/// Bytes that processes can still take before the system or this process's control group runs out; 0 where unknown.
qint64 availableBytes();
/// Bytes of the whole machine; 0 where the system does not tell.
qint64 systemBytes();

/// Large blocks go back to the system as soon as they are freed, instead of growing a heap that never shrinks: what a
/// process has in memory is then what it uses. Once, at the start of a process that trains.
void returnLargeBlocks();
/// Gives back what was freed so far.
void returnFreedMemory();

} // namespace lb::experiments
