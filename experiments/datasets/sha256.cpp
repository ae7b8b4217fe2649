#include "experiments/datasets/sha256.h"

#include <openssl/evp.h>

#include <new>

namespace lb::experiments {

namespace {

/// OpenSSL's digests fail for want of memory alone.
void check(bool isDone)
{
    if (!isDone)
        throw std::bad_alloc();
}

} // namespace

void Sha256::Freer::operator()(evp_md_ctx_st* context) const noexcept
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    check(m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(const void* bytes, std::size_t count)
{
    check(EVP_DigestUpdate(m_context.get(), bytes, count) == 1);
}

QByteArray Sha256::result() const
{
    const std::unique_ptr<evp_md_ctx_st, Freer> last(EVP_MD_CTX_new());
    QByteArray digest(kBytes, Qt::Uninitialized);
    check(last && EVP_MD_CTX_copy_ex(last.get(), m_context.get()) == 1 &&
          EVP_DigestFinal_ex(last.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1);
    return digest;
}

} // namespace lb::experiments
