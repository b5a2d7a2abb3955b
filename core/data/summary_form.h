/* The form of the summary's memory: what its maker and its reader agree on. */
#ifndef OM_DATA_SUMMARY_FORM_H
#define OM_DATA_SUMMARY_FORM_H

/* head: magic, bytes of the catalogue, where the arrays start, bytes of the arrays */
enum { SUMMARY_HEAD = 64, SUMMARY_ALIGNMENT = 64 };
#define SUMMARY_MAGIC UINT64_C(0x316D75734D724F6F)

#endif
