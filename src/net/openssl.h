/* SPDX-License-Identifier: ISC */
/*
 * OpenSSL, opened at run time: libcrypto for the first digest, libssl for the first server over
 * TLS. A run that needs neither starts without them, which saves half of its time where that is a
 * ping. Its functions are called by their own names. One that is missing in the lists below does
 * not link.
 */
#ifndef NET_OPENSSL_H
#define NET_OPENSSL_H

/* MD5 as a plain function: EVP would load configuration and providers for it, a third of the time
 * of a ping, and refuse where policy forbids MD5. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/err.h"

/* Open libcrypto, or libcrypto and libssl, if they are not open yet. Call it before any of their
 * functions. ERR_USAGE. For any thread: while one opens a library, another waits for it. */
int openssl_open_crypto(struct err *err);
int openssl_open(struct err *err);

#define OPENSSL_OF_CRYPTO(F) \
	F(ASN1_STRING_get0_data) \
	F(ASN1_STRING_length) \
	F(ASN1_TIME_diff) \
	F(ASN1_TIME_to_tm) \
	F(BIO_ctrl) \
	F(BIO_free) \
	F(BIO_new) \
	F(BIO_new_file) \
	F(BIO_new_mem_buf) \
	F(BIO_s_mem) \
	F(CRYPTO_free) \
	F(CRYPTO_memcmp) \
	F(ERR_clear_error) \
	F(ERR_peek_error) \
	F(ERR_reason_error_string) \
	F(EVP_Digest) \
	F(EVP_sha256) \
	F(GENERAL_NAMES_free) \
	F(MD5_Final) \
	F(MD5_Init) \
	F(MD5_Update) \
	F(OPENSSL_hexstr2buf) \
	F(OPENSSL_sk_num) \
	F(OPENSSL_sk_value) \
	F(PEM_read_bio_X509) \
	F(SHA1) \
	F(X509_NAME_print_ex) \
	F(X509_STORE_CTX_get0_cert) \
	F(X509_STORE_CTX_get_current_cert) \
	F(X509_STORE_CTX_get_error) \
	F(X509_STORE_CTX_get_error_depth) \
	F(X509_STORE_CTX_set_error) \
	F(X509_VERIFY_PARAM_set1_host) \
	F(X509_VERIFY_PARAM_set1_ip_asc) \
	F(X509_VERIFY_PARAM_set_flags) \
	F(X509_VERIFY_PARAM_set_hostflags) \
	F(X509_digest) \
	F(X509_free) \
	F(X509_get0_notAfter) \
	F(X509_get0_notBefore) \
	F(X509_get_X509_PUBKEY) \
	F(X509_get_ext_d2i) \
	F(X509_get_issuer_name) \
	F(X509_get_subject_name) \
	F(X509_verify_cert) \
	F(X509_verify_cert_error_string) \
	F(i2d_X509_PUBKEY)

#define OPENSSL_OF_SSL(F) \
	F(OPENSSL_init_ssl) \
	F(SSL_CTX_ctrl) \
	F(SSL_CTX_free) \
	F(SSL_CTX_load_verify_locations) \
	F(SSL_CTX_new) \
	F(SSL_CTX_set_cert_verify_callback) \
	F(SSL_CTX_set_client_cert_cb) \
	F(SSL_CTX_set_default_passwd_cb) \
	F(SSL_CTX_set_default_passwd_cb_userdata) \
	F(SSL_CTX_set_default_read_buffer_len) \
	F(SSL_CTX_set_default_verify_paths) \
	F(SSL_CTX_set_options) \
	F(SSL_CTX_set_verify) \
	F(SSL_CTX_use_PrivateKey_file) \
	F(SSL_CTX_use_certificate_chain_file) \
	F(SSL_connect) \
	F(SSL_ctrl) \
	F(SSL_free) \
	F(SSL_get0_param) \
	F(SSL_get1_peer_certificate) \
	F(SSL_get_error) \
	F(SSL_get_ex_data) \
	F(SSL_get_version) \
	F(SSL_has_pending) \
	F(SSL_new) \
	F(SSL_read_ex) \
	F(SSL_set_ex_data) \
	F(SSL_set_fd) \
	F(SSL_shutdown) \
	F(SSL_want) \
	F(SSL_write_ex) \
	F(TLS_client_method)

struct openssl {
#define OPENSSL_MEMBER(name) __typeof__(name) *name##_;
	OPENSSL_OF_CRYPTO(OPENSSL_MEMBER)
	OPENSSL_OF_SSL(OPENSSL_MEMBER)
#undef OPENSSL_MEMBER
};

extern struct openssl openssl;

#define ASN1_STRING_get0_data openssl.ASN1_STRING_get0_data_
#define ASN1_STRING_length openssl.ASN1_STRING_length_
#define ASN1_TIME_diff openssl.ASN1_TIME_diff_
#define ASN1_TIME_to_tm openssl.ASN1_TIME_to_tm_
#define BIO_ctrl openssl.BIO_ctrl_
#define BIO_free openssl.BIO_free_
#define BIO_new openssl.BIO_new_
#define BIO_new_file openssl.BIO_new_file_
#define BIO_new_mem_buf openssl.BIO_new_mem_buf_
#define BIO_s_mem openssl.BIO_s_mem_
#define CRYPTO_free openssl.CRYPTO_free_
#define CRYPTO_memcmp openssl.CRYPTO_memcmp_
#define ERR_clear_error openssl.ERR_clear_error_
#define ERR_peek_error openssl.ERR_peek_error_
#define ERR_reason_error_string openssl.ERR_reason_error_string_
#define EVP_Digest openssl.EVP_Digest_
#define EVP_sha256 openssl.EVP_sha256_
#define GENERAL_NAMES_free openssl.GENERAL_NAMES_free_
#define MD5_Final openssl.MD5_Final_
#define MD5_Init openssl.MD5_Init_
#define MD5_Update openssl.MD5_Update_
#define OPENSSL_hexstr2buf openssl.OPENSSL_hexstr2buf_
#define OPENSSL_init_ssl openssl.OPENSSL_init_ssl_
#define OPENSSL_sk_num openssl.OPENSSL_sk_num_
#define OPENSSL_sk_value openssl.OPENSSL_sk_value_
#define PEM_read_bio_X509 openssl.PEM_read_bio_X509_
#define SHA1 openssl.SHA1_
#define SSL_CTX_ctrl openssl.SSL_CTX_ctrl_
#define SSL_CTX_free openssl.SSL_CTX_free_
#define SSL_CTX_load_verify_locations openssl.SSL_CTX_load_verify_locations_
#define SSL_CTX_new openssl.SSL_CTX_new_
#define SSL_CTX_set_cert_verify_callback openssl.SSL_CTX_set_cert_verify_callback_
#define SSL_CTX_set_client_cert_cb openssl.SSL_CTX_set_client_cert_cb_
#define SSL_CTX_set_default_passwd_cb openssl.SSL_CTX_set_default_passwd_cb_
#define SSL_CTX_set_default_passwd_cb_userdata openssl.SSL_CTX_set_default_passwd_cb_userdata_
#define SSL_CTX_set_default_read_buffer_len openssl.SSL_CTX_set_default_read_buffer_len_
#define SSL_CTX_set_default_verify_paths openssl.SSL_CTX_set_default_verify_paths_
#define SSL_CTX_set_options openssl.SSL_CTX_set_options_
#define SSL_CTX_set_verify openssl.SSL_CTX_set_verify_
#define SSL_CTX_use_PrivateKey_file openssl.SSL_CTX_use_PrivateKey_file_
#define SSL_CTX_use_certificate_chain_file openssl.SSL_CTX_use_certificate_chain_file_
#define SSL_connect openssl.SSL_connect_
#define SSL_ctrl openssl.SSL_ctrl_
#define SSL_free openssl.SSL_free_
#define SSL_get0_param openssl.SSL_get0_param_
#define SSL_get1_peer_certificate openssl.SSL_get1_peer_certificate_
#define SSL_get_error openssl.SSL_get_error_
#define SSL_get_ex_data openssl.SSL_get_ex_data_
#define SSL_get_version openssl.SSL_get_version_
#define SSL_has_pending openssl.SSL_has_pending_
#define SSL_new openssl.SSL_new_
#define SSL_read_ex openssl.SSL_read_ex_
#define SSL_set_ex_data openssl.SSL_set_ex_data_
#define SSL_set_fd openssl.SSL_set_fd_
#define SSL_shutdown openssl.SSL_shutdown_
#define SSL_want openssl.SSL_want_
#define SSL_write_ex openssl.SSL_write_ex_
#define TLS_client_method openssl.TLS_client_method_
#define X509_NAME_print_ex openssl.X509_NAME_print_ex_
#define X509_STORE_CTX_get0_cert openssl.X509_STORE_CTX_get0_cert_
#define X509_STORE_CTX_get_current_cert openssl.X509_STORE_CTX_get_current_cert_
#define X509_STORE_CTX_get_error openssl.X509_STORE_CTX_get_error_
#define X509_STORE_CTX_get_error_depth openssl.X509_STORE_CTX_get_error_depth_
#define X509_STORE_CTX_set_error openssl.X509_STORE_CTX_set_error_
#define X509_VERIFY_PARAM_set1_host openssl.X509_VERIFY_PARAM_set1_host_
#define X509_VERIFY_PARAM_set1_ip_asc openssl.X509_VERIFY_PARAM_set1_ip_asc_
#define X509_VERIFY_PARAM_set_flags openssl.X509_VERIFY_PARAM_set_flags_
#define X509_VERIFY_PARAM_set_hostflags openssl.X509_VERIFY_PARAM_set_hostflags_
#define X509_digest openssl.X509_digest_
#define X509_free openssl.X509_free_
#define X509_get0_notAfter openssl.X509_get0_notAfter_
#define X509_get0_notBefore openssl.X509_get0_notBefore_
#define X509_get_X509_PUBKEY openssl.X509_get_X509_PUBKEY_
#define X509_get_ext_d2i openssl.X509_get_ext_d2i_
#define X509_get_issuer_name openssl.X509_get_issuer_name_
#define X509_get_subject_name openssl.X509_get_subject_name_
#define X509_verify_cert openssl.X509_verify_cert_
#define X509_verify_cert_error_string openssl.X509_verify_cert_error_string_
#define i2d_X509_PUBKEY openssl.i2d_X509_PUBKEY_

#endif
