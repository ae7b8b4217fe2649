// Loaded into a program (LD_PRELOAD) or linked with it: internet sockets and name look-ups are refused, and each
// attempt is a line in the file that LATENTBENCH_SOCKETS names. Local sockets work as ever.
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

void note(const char* what, const char* name)
{
    const char* path = std::getenv("LATENTBENCH_SOCKETS");
    if (!path)
        return;
    char line[512];
    const int length = std::snprintf(line, sizeof line, "%d %s %s\n", static_cast<int>(getpid()), what, name);
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    [[maybe_unused]] const auto written = write(file, line, static_cast<std::size_t>(length));
    close(file);
}

} // namespace

extern "C" int socket(int domain, int type, int protocol) noexcept
{
    using Socket = int (*)(int, int, int);
    static const auto real = reinterpret_cast<Socket>(dlsym(RTLD_NEXT, "socket"));
    if (domain == AF_INET || domain == AF_INET6) {
        note("socket", domain == AF_INET ? "IPv4" : "IPv6");
        errno = ENETUNREACH;
        return -1;
    }
    return real(domain, type, protocol);
}

extern "C" int getaddrinfo(const char* name, const char* /*service*/, const addrinfo* /*hints*/, addrinfo** /*result*/)
{
    note("lookup", name ? name : "");
    return EAI_FAIL;
}
