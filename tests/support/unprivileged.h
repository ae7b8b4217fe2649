#pragma once

#include <unistd.h>

namespace lb::tests {

/// For tests of folders that cannot be written: root may write anywhere, so while this lives the process acts as
/// "nobody". Does nothing when it is not root.
class Unprivileged {
public:
    Unprivileged()
        : m_wasRoot(::geteuid() == 0)
    {
        constexpr uid_t kNobody = 65534;
        m_isReady = !m_wasRoot || ::seteuid(kNobody) == 0;
    }
    ~Unprivileged()
    {
        if (m_wasRoot && ::seteuid(0) != 0)
            ::_exit(99); // the tests that follow would fail for no reason of theirs
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;
    bool isReady() const { return m_isReady; }

private:
    bool m_wasRoot;
    bool m_isReady;
};

} // namespace lb::tests
