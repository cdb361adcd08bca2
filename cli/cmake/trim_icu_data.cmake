# Writes to OUTPUT the ICU data in the static library LIBRARY, without the parts that the program does not use.
#
#     cmake -DAR=… -DOBJCOPY=… -DICUPKG=… -DLIBRARY=… -DOUTPUT=… -P trim_icu_data.cmake

cmake_path(GET OUTPUT PARENT_PATH folder)
cmake_path(GET OUTPUT FILENAME name)
file(MAKE_DIRECTORY ${folder}/whole)
execute_process(COMMAND ${AR} p ${LIBRARY} OUTPUT_FILE ${folder}/whole/data.o COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND ${OBJCOPY} -O binary --only-section=.rodata ${folder}/whole/data.o ${folder}/whole/${name}
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${ICUPKG} -l ${folder}/whole/${name} OUTPUT_VARIABLE items COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)(coll|translit|rbnf|zone|curr|unit)/[^\n]*" unused "${items}")
list(JOIN unused "" unused)
file(WRITE ${folder}/whole/unused.txt "${unused}\n")
execute_process(
  COMMAND ${ICUPKG} -r ${folder}/whole/unused.txt ${folder}/whole/${name} ${OUTPUT}
  COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${folder}/whole)
